package org.reactivetango.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.reactivetango.testkit.Architecture;
import org.reactivetango.testkit.ProductionClasses;

/** The whole project: core, server and client meet here. */
@AnalyzeClasses(packages = "org.reactivetango", importOptions = ProductionClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(Architecture.class);

    // Rules that find no class pass, so somebody has to notice if they find none.
    @ArchTest
    static void allThreeAreThere(JavaClasses classes) {
        assertThat(classes.containPackage("org.reactivetango.core")).isTrue();
        assertThat(classes.containPackage("org.reactivetango.server")).isTrue();
        assertThat(classes.containPackage("org.reactivetango.client")).isTrue();
        assertThat(classes.containPackage("org.reactivetango.testkit")).isFalse();
    }
}
