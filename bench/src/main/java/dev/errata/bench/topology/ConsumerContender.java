package dev.errata.bench.topology;

import static dev.errata.bench.topology.EventLog.PARTITIONS;

import dev.errata.contract.Topics;
import dev.errata.core.CountKey;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The bound: two consumers that judge as the topology does, count in a map, and do nothing else. Keeps no state. */
final class ConsumerContender extends GatedContender {
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private final EventLog log;
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch settling = new CountDownLatch(THREADS);
    private volatile boolean ended;

    /** @param length of the log in each lap */
    ConsumerContender(EventLog log, long length) {
        super(log, Topics.EVENTS, length);
        this.log = log;
    }

    @Override
    public String name() {
        return "consumer and map";
    }

    @Override
    LongSupplier begin() {
        var counted = new LongAdder();
        settling = new CountDownLatch(THREADS);
        ended = false;
        for (int thread = 0; thread < THREADS; thread++) {
            var partitions = partitions(thread);
            threads.add(Thread.ofPlatform().name("consumer-" + thread).start(() -> count(partitions, counted)));
        }
        return counted::sum;
    }

    private void count(List<TopicPartition> partitions, LongAdder counted) {
        var judge = new EventJudge(TimeRules.DEFAULT);
        var counts = new HashMap<CountKey, long[]>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", log.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ended) {
                for (var record : consumer.poll(POLL)) {
                    if (count(record, judge, counts)) {
                        counted.increment();
                    }
                }
                settling.countDown();
            }
        }
    }

    private static boolean count(
            ConsumerRecord<byte[], byte[]> record, EventJudge judge, Map<CountKey, long[]> counts) {
        var isTick = record.headers().lastHeader(Topics.TICK_HEADER) != null;
        if (isTick || judge.judge(record.value(), false, record.timestamp(), null) != EventJudge.Fate.COUNTED) {
            return false;
        }
        var count = counts.get(judge.key());
        if (count == null) {
            count = new long[1];
            counts.put(judge.key().copy(), count);
        }
        count[0]++;
        return true;
    }

    private static List<TopicPartition> partitions(int thread) {
        return IntStream.range(0, PARTITIONS)
                .filter(partition -> partition % THREADS == thread)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                .toList();
    }

    @Override
    boolean isSettled() {
        return settling.getCount() == 0;
    }

    @Override
    void end() throws InterruptedException {
        ended = true;
        for (var thread : threads) {
            thread.join();
        }
        threads.clear();
    }
}
