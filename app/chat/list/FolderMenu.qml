import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with a folder.
PopMenu {
    id: root

    required property ChatListModel chats
    property Item row
    property var folderId: 0

    function openFor(item: Item, at: Item): void {
        row = item;
        folderId = item.folderId;
        if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
    }

    implicitWidth: 230
    PopMenuItem {
        objectName: "renameFolderItem"
        iconName: "pencil"
        text: qsTr("Rename")
        note: "F2"
        onTriggered: root.row.beginRename()
    }
    PopMenuItem {
        objectName: "deleteFolderItem"
        iconName: "trash"
        text: qsTr("Delete folder")
        detail: qsTr("Its chats stay")
        onTriggered: root.chats.deleteFolder(root.folderId)
    }
}
