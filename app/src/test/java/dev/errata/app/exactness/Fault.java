package dev.errata.app.exactness;

import dev.errata.app.exactness.Database.Stop;
import java.time.Duration;
import java.util.Random;

/** What befalls an installation, and how it is put right again. Each returns when nothing is broken any more. */
enum Fault {
    KILL_ANALYTICS {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            var one = any(rig, random);
            one.kill();
            pause(random.nextInt(4_000));
            one.start();
        }
    },
    KILL_ALL_ANALYTICS {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            for (var one : rig.analytics()) {
                one.kill();
                pause(random.nextInt(500));
            }
            for (var one : rig.analytics()) {
                one.start();
            }
        }
    },
    /** While rows are waiting for a lock, so that each of them is in the middle of storing some. */
    KILL_MID_TRANSACTION {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            try (var connection = rig.database().connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE");
                pause(2_000);
                rig.analytics().forEach(Jvm::kill);
                connection.rollback();
            }
            for (var one : rig.analytics()) {
                one.start();
            }
        }
    },
    /** Longer than its session: the other one takes over, and then the zombie goes on. */
    FREEZE_ANALYTICS {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            var one = any(rig, random);
            one.freeze();
            pause(Rig.SESSION.toMillis() + 3_000 + random.nextInt(5_000));
            one.thaw();
        }
    },
    KILL_GATEWAY {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            rig.gateway().kill();
            rig.gateway().start();
        }
    },
    KILL_BROKER {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            rig.broker().kill();
            pause(random.nextInt(3_000));
            rig.broker().start();
        }
    },
    RESTART_POSTGRES {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            rig.database().restart(Stop.FAST);
        }
    },
    CRASH_POSTGRES {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            rig.database().restart(Stop.IMMEDIATE);
        }
    },
    KILL_POSTGRES {
        @Override
        void strike(Rig rig, Random random) throws Exception {
            rig.database().restart(Stop.KILL);
        }
    };

    abstract void strike(Rig rig, Random random) throws Exception;

    private static Jvm any(Rig rig, Random random) {
        return rig.analytics().get(random.nextInt(rig.analytics().size()));
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(millis));
    }
}
