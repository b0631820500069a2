import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// Below the list while chats are selected: how many, and what can be done with all of them.
ColumnLayout {
    id: root

    required property Workspace workspace
    readonly property ChatListModel chats: workspace.chats
    readonly property ChatSelection selection: chats.selection
    readonly property bool inBin: chats.view === ChatListModel.Bin
    readonly property bool active: chats.view === ChatListModel.Active
    signal done()                       // the keyboard's place is gone
    signal exportRequested(string format)
    signal eraseRequested()
    signal folderMade(var folder)

    objectName: "selectionBar"
    spacing: 0
    Keys.onEscapePressed: { selection.clear(); done(); }

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: 1
        color: Theme.border
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space2
        Layout.topMargin: Theme.space1
        spacing: Theme.space1

        Text {
            objectName: "selectionWords"
            Layout.fillWidth: true
            text: qsTr("%Ln chat(s) selected", "", root.selection.count)
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.label
            font.weight: Font.Medium
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        IconButton {
            objectName: "clearSelection"
            size: 30
            iconSize: 16
            iconName: "close"
            text: qsTr("Select none (Esc)")
            onClicked: { root.selection.clear(); root.done(); }
        }
    }
    Row {
        Layout.leftMargin: Theme.space3
        Layout.bottomMargin: Theme.space1
        spacing: Theme.space1

        IconButton {
            objectName: "moveSelected"
            visible: !root.inBin
            iconName: "folder"
            text: qsTr("Move to folder")
            onClicked: moveMenu.popup(this, 0, -moveMenu.height - 2)
        }
        IconButton {
            objectName: "pinSelected"
            visible: root.active
            iconName: "pin"
            text: root.selection.allPinned ? qsTr("Unpin") : qsTr("Pin")
            onClicked: { root.chats.pinSelected(!root.selection.allPinned); root.done(); }
        }
        IconButton {
            objectName: "archiveSelected"
            visible: !root.inBin
            iconName: "archive"
            text: root.active ? qsTr("Archive") : qsTr("Back to the chats")
            onClicked: { root.workspace.archiveSelected(root.active); root.done(); }
        }
        IconButton {
            objectName: "exportSelected"
            visible: !root.inBin
            iconName: "export"
            text: qsTr("Export")
            onClicked: exportMenu.popup(this, 0, -exportMenu.height - 2)
        }
        IconButton {
            objectName: "restoreSelected"
            visible: root.inBin
            iconName: "refresh"
            text: qsTr("Restore")
            onClicked: { root.workspace.restoreSelected(); root.done(); }
        }
        IconButton {
            objectName: "deleteSelected"
            iconName: "trash"
            iconColor: Theme.danger
            text: root.inBin ? qsTr("Erase for good…") : qsTr("Delete")
            onClicked: {
                if (root.inBin) return root.eraseRequested();
                root.workspace.deleteSelected();
                root.done();
            }
        }
    }
    MoveMenu {
        id: moveMenu

        objectName: "moveSelectedMenu"
        chats: root.chats
        several: true
        onFolderMade: folder => root.folderMade(folder)
        onClosed: root.done()
    }
    PopMenu {
        id: exportMenu

        PopMenuItem { objectName: "exportSelectedMarkdown"; iconName: "file"; text: qsTr("Markdown…"); onTriggered: root.exportRequested("markdown") }
        PopMenuItem { objectName: "exportSelectedJson"; iconName: "file"; text: qsTr("JSON…"); onTriggered: root.exportRequested("json") }
    }
}
