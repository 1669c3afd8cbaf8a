package org.reactivetango.testkit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Puts the watch over Netty's buffers in place before the first test class is loaded. */
public final class LeakWatchInstaller implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        LeakWatch.ofThisJvm().install();
    }
}
