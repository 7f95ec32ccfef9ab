package dev.errata.store.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that fails as it is told. */
final class FaultyDatabase {
    private final DataSource real;
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean away;
    private volatile Duration statementLimit = Duration.ZERO;

    FaultyDatabase(DataSource real) {
        this.real = real;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** The next commit goes in, and nobody is told. */
    void loseNextAnswer() {
        answersToLose.set(1);
    }

    /** Statements of new connections end when they take longer. */
    void limitStatements(Duration limit) {
        statementLimit = limit;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return invoke(real, method, arguments);
            }
            if (away) {
                throw new SQLException("the database is away", "08006");
            }
            return connection(limited(real.getConnection()));
        });
    }

    private Connection limited(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + statementLimit.toMillis());
        }
        return connection;
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            var answer = invoke(connection, method, arguments);
            if (method.getName().equals("commit") && answersToLose.getAndSet(0) > 0) {
                throw new SQLException("the answer is lost", "08007");
            }
            return answer;
        });
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                FaultyDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.run(method, arguments)));
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object run(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }
}
