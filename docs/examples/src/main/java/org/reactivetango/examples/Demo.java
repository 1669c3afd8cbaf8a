package org.reactivetango.examples;

/** What {@code mvn -Pdemo} runs. */
public final class Demo {
    private Demo() {}

    /** Runs for {@code demo.seconds} seconds. */
    public static void main(String[] args) {
        System.out.println("There is nothing to show yet; demo.seconds=" + Integer.getInteger("demo.seconds", 20));
    }
}
