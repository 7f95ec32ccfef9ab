package dev.errata.emitter.okhttp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** Reads whatever comes. */
final class ReadAll implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
        throw new UncheckedIOException(e);
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
        try (response) {
            Objects.requireNonNull(response.body()).string();
        }
    }
}
