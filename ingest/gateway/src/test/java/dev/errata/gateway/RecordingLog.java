package dev.errata.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A log in memory, which fails or waits when told to. */
final class RecordingLog implements RecordLog {
    final List<ProducerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    final Semaphore appending = new Semaphore(0);
    volatile @Nullable NotAcknowledgedException failure;
    volatile @Nullable CountDownLatch slowness;

    @Override
    public void append(List<ProducerRecord<byte[], byte[]>> batch) throws NotAcknowledgedException {
        appending.release();
        waitWhileSlow();
        var failing = failure;
        if (failing != null) {
            throw failing;
        }
        records.addAll(batch);
    }

    private void waitWhileSlow() throws NotAcknowledgedException {
        var latch = slowness;
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new NotAcknowledgedException(true, e);
        }
    }

    @Override
    public void close() {
        records.clear();
    }
}
