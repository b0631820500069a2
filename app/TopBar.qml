import QtQuick
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// The bar at the window's top: the model, and what the list of chats has where that is not shown.
RowLayout {
    id: root

    required property EngineHost engine
    required property bool listShown
    readonly property alias chip: chip
    signal asked(string name)   // a command

    spacing: Theme.space1

    IconButton {
        objectName: "showSidebar"
        visible: !root.listShown
        iconName: "sidebar"
        text: qsTr("Show chats (Ctrl+B)")
        onClicked: root.asked("view.sidebar")
    }
    IconButton {
        objectName: "newChatTop"
        visible: !root.listShown
        iconName: "compose"
        text: qsTr("New chat (Ctrl+N)")
        onClicked: root.asked("chat.new")
    }
    ModelChip {
        id: chip

        widest: Math.max(140, Math.min(420, parent.width - 140))
        engine: root.engine
        onLibraryRequested: root.asked("model.library")
        onOpenFileRequested: root.asked("model.open")
        onPresetRequested: root.asked("model.preset")
        onOpenFolderRequested: root.asked("model.openFolder")
    }
    Item { Layout.fillWidth: true }
    IconButton {
        objectName: "settingsTop"
        visible: !root.listShown
        iconName: "settings"
        text: qsTr("Settings (Ctrl+,)")
        onClicked: root.asked("view.settings")
    }
}
