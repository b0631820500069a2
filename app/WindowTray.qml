import QtQuick
import Deepwell.Desktop
import Deepwell.Settings
import Deepwell.Style

// The icon in the desktop's tray, and the window that hides there.
Item {
    id: root

    required property var window
    readonly property bool keeps: (loader.item?.available ?? false) && Preferences.closeToTray   // the window when it is closed
    property bool holds: false
    signal newChatRequested()

    function take(): void { holds = true; window.hide(); }

    Loader {
        id: loader

        active: Outside.trayAvailable && Preferences.tray
        sourceComponent: Tray {
            onShowRequested: root.window.bringUp()
            onNewChatRequested: root.newChatRequested()
            onQuitRequested: root.window.quit()
        }
    }
    Connections {
        target: root.window

        function onVisibleChanged(): void { if (root.window.visible) root.holds = false; }
    }
    // Without the tray there would be no way back. One that starts anew is there again sooner.
    Timer {
        objectName: "trayLost"
        interval: 10000
        running: root.holds && !loader.active
        onTriggered: Desktop.show(root.window)
    }
}
