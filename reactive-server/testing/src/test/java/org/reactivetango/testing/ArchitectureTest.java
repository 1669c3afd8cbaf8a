package org.reactivetango.testing;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.reactivetango.testkit.Architecture;
import org.reactivetango.testkit.ProductionClasses;

@AnalyzeClasses(packages = "org.reactivetango", importOptions = ProductionClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(Architecture.class);
}
