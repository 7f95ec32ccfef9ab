package dev.errata.streams;

import java.util.List;
import java.util.stream.Collectors;

/** Topics are missing, or not such that Errata could count right on them. The message has a line for each. */
public final class TopicsUnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsUnfitException(List<TopicChange> essential) {
        super(essential.stream().map(TopicChange::problem).collect(Collectors.joining("\n")));
    }
}
