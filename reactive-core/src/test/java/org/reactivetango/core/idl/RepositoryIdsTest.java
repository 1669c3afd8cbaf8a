package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RepositoryIdsTest {
    @Test
    void aDeviceIsOfItsVersionAndOfAllBefore() {
        assertThat(RepositoryIds.isA(5, "IDL:Tango/Device:1.0")).isTrue();
        assertThat(RepositoryIds.isA(5, "IDL:Tango/Device_5:1.0")).isTrue();
        assertThat(RepositoryIds.isA(5, "IDL:Tango/Device_6:1.0")).isFalse();
        assertThat(RepositoryIds.isA(5, RepositoryIds.CORBA_OBJECT)).isTrue();
        // JTango asks this on purpose.
        assertThat(RepositoryIds.isA(5, "Dummy")).isFalse();
    }

    @Test
    void versionsAndRepositoryIdsAreOneToOne() {
        assertThat(RepositoryIds.device(1)).isEqualTo("IDL:Tango/Device:1.0");
        for (int version = 1; version <= RepositoryIds.newestDevice(); version++) {
            assertThat(RepositoryIds.deviceVersion(RepositoryIds.device(version)))
                    .isEqualTo(version);
        }
        assertThat(RepositoryIds.deviceVersion("IDL:Tango/Device_1:1.0")).isZero();
        assertThat(RepositoryIds.newestDevice()).isEqualTo(6);
    }
}
