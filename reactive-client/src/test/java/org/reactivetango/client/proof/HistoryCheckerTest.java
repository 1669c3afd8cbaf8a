package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.client.proof.HistoryChecker.Kind;
import org.reactivetango.client.proof.HistoryChecker.Nearness;
import org.reactivetango.client.proof.HistoryChecker.Verdict;
import org.reactivetango.core.lane.SerialModel;

/** The checker rings: each kind of violation, planted once in a history that is fine otherwise. */
class HistoryCheckerTest {
    private static final int MOTOR_1 = 0;
    private static final int MOTOR_2 = 1;
    private static final int GAUGE = 2;

    private final History history = new History(new int[] {0, 0, 1}, 20);
    private int sent;

    private int begin(int device) {
        return history.begin(device, 0, sent++);
    }

    private void beginAndEnd(int device) {
        history.end(begin(device));
    }

    private Verdict verdict(SerialModel model) {
        return HistoryChecker.check(history, model, sent);
    }

    private void assertOnly(SerialModel model, Kind kind, String what) {
        assertThat(verdict(model).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(kind);
            assertThat(violation.what()).contains(what);
        });
    }

    private void assertFine(SerialModel model) {
        assertThat(verdict(model).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SerialModel.class)
    void oneAfterTheOtherIsFine(SerialModel model) {
        beginAndEnd(MOTOR_1);
        beginAndEnd(GAUGE);
        beginAndEnd(MOTOR_1);
        beginAndEnd(MOTOR_2);
        assertFine(model);
        assertThat(verdict(model).overlaps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SerialModel.class)
    void aCallInTheSameChainIsFine(SerialModel model) {
        int outer = begin(MOTOR_1);
        int middle = history.beginFor(outer, MOTOR_2);
        int inner = history.beginFor(middle, MOTOR_1);
        history.end(inner);
        history.end(middle);
        history.end(outer);
        assertFine(model);
    }

    private void overlap(int one, int other) {
        int first = begin(one);
        int second = begin(other);
        history.end(first);
        history.end(second);
    }

    @Test
    void anOverlapInADevice() {
        beginAndEnd(MOTOR_2);
        overlap(MOTOR_1, MOTOR_1);
        assertOnly(SerialModel.BY_DEVICE, Kind.OVERLAP, "operation 2 on device 0");
        assertOnly(SerialModel.BY_CLASS, Kind.OVERLAP, "operation 2 on device 0");
        assertOnly(SerialModel.BY_PROCESS, Kind.OVERLAP, "operation 2 on device 0");
        assertFine(SerialModel.NO_SYNC);
        assertThat(verdict(SerialModel.NO_SYNC).overlaps(Nearness.SAME_DEVICE)).isEqualTo(1);
    }

    @Test
    void anOverlapInAClass() {
        overlap(MOTOR_1, MOTOR_2);
        assertFine(SerialModel.BY_DEVICE);
        assertOnly(SerialModel.BY_CLASS, Kind.OVERLAP, "operation 1 on device 1");
        assertOnly(SerialModel.BY_PROCESS, Kind.OVERLAP, "operation 1 on device 1");
        assertThat(verdict(SerialModel.BY_DEVICE).overlaps(Nearness.SAME_CLASS)).isEqualTo(1);
    }

    @Test
    void anOverlapInAProcess() {
        overlap(MOTOR_1, GAUGE);
        assertFine(SerialModel.BY_DEVICE);
        assertFine(SerialModel.BY_CLASS);
        assertOnly(SerialModel.BY_PROCESS, Kind.OVERLAP, "operation 1 on device 2");
        assertThat(verdict(SerialModel.BY_CLASS).overlaps(Nearness.SAME_PROCESS))
                .isEqualTo(1);
    }

    @Test
    void anOverlapWithSomebodyElsesChain() {
        int outer = begin(MOTOR_1);
        int inner = history.beginFor(outer, MOTOR_2);
        int other = begin(MOTOR_2);
        history.end(other);
        history.end(inner);
        history.end(outer);
        assertOnly(SerialModel.BY_DEVICE, Kind.OVERLAP, "operation 2 on device 1");
    }

    @Test
    void outOfTheOrderOfArrival() {
        history.end(history.begin(MOTOR_1, 0, 1));
        history.end(history.begin(MOTOR_2, 0, 0));
        sent = 2;
        assertFine(SerialModel.BY_DEVICE);
        assertOnly(SerialModel.BY_CLASS, Kind.OUT_OF_ORDER, "request 0 of connection 0) entered after request 1");
    }

    @Test
    void outOfTheOrderOfArrivalOnOneDevice() {
        history.end(history.begin(MOTOR_1, 0, 1));
        history.end(history.begin(MOTOR_1, 0, 0));
        sent = 2;
        assertOnly(SerialModel.BY_DEVICE, Kind.OUT_OF_ORDER, "request 0 of connection 0) entered after request 1");
        assertOnly(SerialModel.NO_SYNC, Kind.OUT_OF_ORDER, "request 0 of connection 0) entered after request 1");
    }

    @Test
    void connectionsHaveNoOrderAmongEachOther() {
        history.end(history.begin(MOTOR_1, 0, 0));
        history.end(history.begin(MOTOR_1, 1, 0));
        history.end(history.begin(MOTOR_1, 0, 1));
        assertThat(HistoryChecker.check(history, SerialModel.BY_PROCESS, 2, 1).violations())
                .isEmpty();
    }

    @Test
    void aRequestTwice() {
        beginAndEnd(MOTOR_1);
        history.end(history.begin(MOTOR_1, 0, 0));
        assertOnly(SerialModel.BY_DEVICE, Kind.TWICE, "operation 1");
    }

    @Test
    void aRequestMissing() {
        beginAndEnd(MOTOR_1);
        sent++;
        beginAndEnd(MOTOR_1);
        assertOnly(SerialModel.BY_DEVICE, Kind.MISSING, "request 1 of connection 0");
    }

    @Test
    void theLastRequestMissing() {
        beginAndEnd(MOTOR_1);
        sent++;
        assertOnly(SerialModel.BY_DEVICE, Kind.MISSING, "request 1 of connection 0");
    }

    @Test
    void oneThatNeverEnds() {
        begin(MOTOR_1);
        beginAndEnd(GAUGE);
        assertOnly(SerialModel.BY_DEVICE, Kind.NOT_ENDED, "operation 0");
    }

    @Test
    void oneThatEndsTwice() {
        int operation = begin(MOTOR_1);
        history.end(operation);
        history.end(operation);
        assertOnly(SerialModel.BY_DEVICE, Kind.ENDED_TWICE, "operation 0");
    }
}
