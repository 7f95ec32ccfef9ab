package dev.errata.app.node.doctor;

/**
 * One thing to look at.
 *
 * @param name what its finding is called, also where looking fails
 */
record Check(String name, Look look) {

    /** Looks. */
    @FunctionalInterface
    interface Look {
        Finding look() throws Exception;
    }

    /** What there is to see; a look that cannot be had is a finding, too. */
    Finding run() throws InterruptedException {
        try {
            return look.look();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            var message = e.getMessage() == null
                    ? e.toString()
                    : e.getMessage().lines().findFirst().orElse("");
            return Finding.fail(
                    name, "could not be looked at: " + message, "see the message; errata config shows what is set");
        }
    }
}
