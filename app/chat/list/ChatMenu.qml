import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with a chat of the list, or with all that are selected.
PopMenu {
    id: root

    required property Workspace workspace
    property var chatId: 0
    property var homeId: 0       // its folder, 0: none
    property bool pinned: false
    property bool several: false // all that are selected
    readonly property bool active: workspace.chats.view === ChatListModel.Active
    signal renameRequested()
    signal selectRequested()
    signal exportRequested(string format)
    signal folderMade(var folder)

    objectName: "chatContextMenu"
    implicitWidth: 230

    PopMenuItem {
        objectName: "pinItem"
        visible: root.active
        iconName: "pin"
        text: root.pinned ? qsTr("Unpin") : qsTr("Pin")
        onTriggered: root.several ? root.workspace.chats.pinSelected(!root.pinned) : root.workspace.chats.pin(root.chatId, !root.pinned)
    }
    PopMenuItem {
        objectName: "renameItem"
        visible: !root.several
        iconName: "pencil"
        text: qsTr("Rename")
        note: "F2"
        onTriggered: root.renameRequested()
    }
    PopMenuItem {
        objectName: "selectItem"
        visible: !root.several
        iconName: "check"
        text: qsTr("Select")
        note: qsTr("Ctrl+click")
        onTriggered: root.selectRequested()
    }
    MoveMenu {
        chats: root.workspace.chats
        chatId: root.chatId
        homeId: root.homeId
        several: root.several
        onFolderMade: folder => root.folderMade(folder)
    }
    PopMenu {
        objectName: "exportMenu"
        title: qsTr("Export")
        iconName: "export"

        PopMenuItem { objectName: "exportMarkdownItem"; iconName: "file"; text: qsTr("Markdown…"); onTriggered: root.exportRequested("markdown") }
        PopMenuItem { objectName: "exportPdfItem"; visible: !root.several; iconName: "file"; text: qsTr("PDF…"); onTriggered: root.exportRequested("pdf") }
        PopMenuItem { objectName: "exportJsonItem"; iconName: "file"; text: qsTr("JSON…"); onTriggered: root.exportRequested("json") }
    }
    PopMenuItem {
        objectName: "archiveItem"
        iconName: "archive"
        text: root.active ? qsTr("Archive") : qsTr("Back to the chats")
        onTriggered: root.several ? root.workspace.archiveSelected(root.active) : root.workspace.archiveChat(root.chatId, root.active)
    }
    PopMenuSeparator {}
    PopMenuItem {
        objectName: "deleteItem"
        iconName: "trash"
        danger: true
        text: qsTr("Delete")
        note: qsTr("Del")
        onTriggered: root.several ? root.workspace.deleteSelected() : root.workspace.deleteChat(root.chatId)
    }
}
