package org.reactivetango.examples;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.testing.TestContext;
import reactor.test.StepVerifier;

class StreamThermometerTest {
    @Test
    void whatItIsSetToIsAnEvent() {
        try (TestContext context = TestContext.virtual()
                .device("lab/thermometer/1", StreamThermometer.CLASS)
                .start()) {
            AttributeProxy<Double> temperature =
                    context.device("lab/thermometer/1").attribute("temperature", Double.class);
            StepVerifier.create(temperature.changes().map(reading -> reading.value()))
                    .expectNext(21.0)
                    .then(() -> context.advance(Duration.ofHours(1)))
                    .then(() -> temperature.write(21.5).subscribe())
                    .expectNext(21.5)
                    .thenCancel()
                    .verify();
        }
    }
}
