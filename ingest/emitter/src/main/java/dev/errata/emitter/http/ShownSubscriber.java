package dev.errata.emitter.http;

import dev.errata.emitter.capture.AnswerBody;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The application's reader of an answer, which shows what it reads. */
record ShownSubscriber<T>(BodySubscriber<T> reader, AnswerBody shown) implements BodySubscriber<T> {

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        reader.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {
                subscription.request(count);
            }

            @Override
            public void cancel() {
                shown.closed();
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (shown.wants()) {
            buffers.forEach(buffer -> shown.read(buffer.duplicate()));
        }
        reader.onNext(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        shown.broken(failure);
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        shown.end();
        reader.onComplete();
    }
}
