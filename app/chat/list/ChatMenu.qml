import QtQml
import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with a chat of the list.
PopMenu {
    id: root

    required property Workspace workspace
    property var chatId: 0
    property var homeId: 0       // its folder, 0: none
    property bool pinned: false
    readonly property bool active: workspace.chats.view === ChatListModel.Active
    signal renameRequested()
    signal exportRequested(string format)
    signal folderMade(var folder)

    objectName: "chatContextMenu"
    implicitWidth: 230

    PopMenuItem {
        objectName: "pinItem"
        visible: root.active
        iconName: "pin"
        text: root.pinned ? qsTr("Unpin") : qsTr("Pin")
        onTriggered: root.workspace.chats.pin(root.chatId, !root.pinned)
    }
    PopMenuItem {
        objectName: "renameItem"
        iconName: "pencil"
        text: qsTr("Rename")
        note: "F2"
        onTriggered: root.renameRequested()
    }
    PopMenu {
        id: moveMenu

        objectName: "moveMenu"
        title: qsTr("Move to folder")
        iconName: "folder"

        PopMenuItem {
            objectName: "moveOutItem"
            iconName: "close"
            text: qsTr("No folder")
            enabled: root.homeId !== 0
            onTriggered: root.workspace.chats.move(root.chatId, 0)
        }
        PopMenuItem {
            objectName: "moveNewItem"
            iconName: "plus"
            text: qsTr("New folder")
            onTriggered: {
                const chat = root.chatId;
                const folder = root.workspace.chats.createFolder(qsTr("New folder"));
                root.workspace.chats.move(chat, folder);
                root.folderMade(folder);
            }
        }
        PopMenuSeparator { visible: folderItems.count > 0; height: visible ? implicitHeight : 0 }
        Instantiator {
            id: folderItems

            model: root.workspace.chats.folders
            onObjectAdded: (index, item) => moveMenu.insertItem(3 + index, item)
            onObjectRemoved: (index, item) => moveMenu.removeItem(item)
            delegate: PopMenuItem {
                required property var modelData
                required property int index

                objectName: "moveToItem" + index
                iconName: "folder"
                text: modelData.name
                exclusive: true
                chosen: modelData.id === root.homeId
                note: " "
                onTriggered: root.workspace.chats.move(root.chatId, modelData.id)
            }
        }
    }
    PopMenu {
        objectName: "exportMenu"
        title: qsTr("Export")
        iconName: "export"

        PopMenuItem { objectName: "exportMarkdownItem"; iconName: "file"; text: qsTr("Markdown…"); onTriggered: root.exportRequested("markdown") }
        PopMenuItem { objectName: "exportPdfItem"; iconName: "file"; text: qsTr("PDF…"); onTriggered: root.exportRequested("pdf") }
        PopMenuItem { objectName: "exportJsonItem"; iconName: "file"; text: qsTr("JSON…"); onTriggered: root.exportRequested("json") }
    }
    PopMenuItem {
        objectName: "archiveItem"
        iconName: "archive"
        text: root.active ? qsTr("Archive") : qsTr("Back to the chats")
        onTriggered: root.workspace.archiveChat(root.chatId, root.active)
    }
    PopMenuSeparator {}
    PopMenuItem {
        objectName: "deleteItem"
        iconName: "trash"
        danger: true
        text: qsTr("Delete")
        note: qsTr("Del")
        onTriggered: root.workspace.deleteChat(root.chatId)
    }
}
