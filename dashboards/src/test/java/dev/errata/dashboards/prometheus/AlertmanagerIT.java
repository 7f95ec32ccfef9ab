package dev.errata.dashboards.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example for Alertmanager, in the eyes of Alertmanager. */
class AlertmanagerIT {
    @Test
    void configuration_isValid() throws Exception {
        assertThat(Tool.AMTOOL.run("check-config", Shipped.ALERTMANAGER)).contains("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, alertname=ErrataIncident incident=1 project=shop severity=critical owner=quota",
        "accounts, alertname=ErrataIncident incident=1 project=shop severity=critical owner=quota problem=rate_limited",
        "oncall, alertname=ErrataIncident incident=1 project=shop severity=critical owner=provider",
        "oncall, alertname=ErrataIncident incident=1 project=shop severity=critical owner=unknown",
        "daytime, alertname=ErrataIncident incident=1 project=shop severity=info owner=caller",
        "accounts, alertname=ErrataModelRateLimited severity=warning owner=quota problem=rate_limited",
        "oncall, alertname=ErrataTaskFailures severity=warning owner=provider",
        "developers, alertname=ErrataAuthenticationFailures severity=critical owner=caller",
        "oncall, alertname=ErrataServerErrors severity=critical owner=provider",
        "platform, alertname=ErrataClientTimeouts severity=warning owner=network",
        "errata-operators, alertname=ErrataDown severity=critical owner=errata",
        "daytime, alertname=ErrataRequestsAbsent severity=info owner=errata",
        "watchman, alertname=ErrataWatchdog severity=none owner=errata",
        "oncall, alertname=SomethingElse severity=critical"
    })
    void alerts_reachWhoCanPutThemRight(String receiver, String labels) throws Exception {
        var arguments = Stream.concat(
                Stream.of(
                        "config",
                        "routes",
                        "test",
                        "--config.file=" + Shipped.ALERTMANAGER,
                        "--verify.receivers=" + receiver),
                Stream.of(labels.split(" ", -1)));
        Tool.AMTOOL.run(arguments.toArray());
    }
}
