package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellsOfErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"x\"}} | true",
                "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"x\"}}} | true",
                "{\"base_resp\":{\"status_code\":1004}} | true",
                "{\"errors\":[{\"message\":\"x\"}]} | true",
                "{\"error\":null,\"status\":\"completed\"} | false",
                "{\"base_resp\":{\"status_code\":0}} | false",
                "{\"code\":\"200\",\"message\":\"success\"} | false",
                "{\"status\":\"failed\"} | false",
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":1}\"}}]} | false",
                "error | false",
            })
    void successes_tellOfErrors_byWhatIsThereForErrorsAlone(String body, boolean error) {
        assertThat(Normaliser.tellsOfError(new RawAnswer(null, 200, Map.of(), body)))
                .isEqualTo(error);
    }
}
