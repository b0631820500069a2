import QtQuick
import Qt.labs.platform as Platform
import Deepwell.Settings

// The icon in the desktop's tray, where there is one and the person wants it.
Platform.SystemTrayIcon {
    id: root

    readonly property bool shown: available && Preferences.tray
    readonly property bool keepsRunning: shown && Preferences.closeToTray   // when the window is closed
    signal showRequested()
    signal newChatRequested()
    signal quitRequested()

    visible: shown
    icon.source: "qrc:/deepwell/icons/deepwell.svg"
    tooltip: "Deepwell"
    onActivated: reason => { if (reason !== Platform.SystemTrayIcon.Context) root.showRequested(); }

    menu: Platform.Menu {
        Platform.MenuItem { text: qsTr("Show Deepwell"); onTriggered: root.showRequested() }
        Platform.MenuItem { text: qsTr("New chat"); onTriggered: root.newChatRequested() }
        Platform.MenuSeparator {}
        Platform.MenuItem { text: qsTr("Quit"); onTriggered: root.quitRequested() }
    }
}
