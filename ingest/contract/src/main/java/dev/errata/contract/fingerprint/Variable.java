package dev.errata.contract.fingerprint;

/** Tells words that vary from call to call from those of the template, by their form alone. */
final class Variable {
    private Variable() {}

    /** Whether the word varies; one that is all of its message is spared for being an identifier. */
    static boolean is(Word word, boolean alone) {
        var text = word.text();
        return hasDigit(text)
                || isPath(text)
                || text.indexOf('*') >= 0
                || text.indexOf('@') > 0
                || (!alone && isIdentifier(text))
                || (word.value() && !alone && text.indexOf('-') > 0);
    }

    static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** A path or a URL, but not two words such as {@code and/or}. */
    private static boolean isPath(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        var more = text.indexOf('/', slash + 1) > 0 || text.chars().anyMatch(c -> "-_.#".indexOf(c) >= 0);
        return slash == 0 || more || text.chars().anyMatch(Character::isUpperCase);
    }

    /** {@code a.b}, {@code aB} or {@code a-b-c}; names of headers and of exceptions tell errors apart. */
    private static boolean isIdentifier(String text) {
        if (text.startsWith("x-") || text.endsWith("Error") || text.endsWith("Exception")) {
            return false;
        }
        var hyphen = text.indexOf('-');
        return text.indexOf('.') > 0 || (hyphen > 0 && text.indexOf('-', hyphen + 1) > 0) || hasHump(text);
    }

    private static boolean hasHump(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }
}
