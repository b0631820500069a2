import QtQuick
import Qt.labs.platform as Platform

// The icon in the desktop's tray; to be made only where there is one.
Platform.SystemTrayIcon {
    id: root

    signal showRequested()
    signal newChatRequested()
    signal quitRequested()

    visible: true
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
