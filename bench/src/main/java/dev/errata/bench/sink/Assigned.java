package dev.errata.bench.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that has its partitions at once: whoever subscribes is given these and no others. Joining a group takes
 * seconds, and whoever joins waits for the others to poll, which they do not before the clock runs.
 */
final class Assigned {
    private Assigned() {}

    @SuppressWarnings("unchecked") // a proxy knows no type parameters
    static Consumer<byte[], byte[]> of(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Assigned.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("subscribe")) {
                        consumer.assign(partitions);
                        ((ConsumerRebalanceListener) arguments[1]).onPartitionsAssigned(partitions);
                        return null;
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
