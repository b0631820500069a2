import QtQml
import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Into which folder: of one chat, or of all that are selected.
PopMenu {
    id: root

    required property ChatListModel chats
    property var chatId: 0
    property var homeId: 0       // the chat's folder, 0: none
    property bool several: false // all that are selected
    signal folderMade(var folder)

    function move(folder: var): void {
        if (several) chats.moveSelected(folder);
        else chats.move(chatId, folder);
    }

    objectName: "moveMenu"
    title: qsTr("Move to folder")
    iconName: "folder"

    PopMenuItem {
        objectName: "moveOutItem"
        iconName: "close"
        text: qsTr("No folder")
        enabled: root.homeId !== 0 || root.several
        onTriggered: root.move(0)
    }
    PopMenuItem {
        objectName: "moveNewItem"
        iconName: "plus"
        text: qsTr("New folder")
        onTriggered: {
            const chat = root.chatId;
            const folder = root.chats.createFolder(qsTr("New folder"));
            root.chatId = chat;   // the list was read anew meanwhile
            root.move(folder);
            root.folderMade(folder);
        }
    }
    PopMenuSeparator { visible: folderItems.count > 0; height: visible ? implicitHeight : 0 }
    Instantiator {
        id: folderItems

        model: root.chats.folders
        onObjectAdded: (index, item) => root.insertItem(3 + index, item)
        onObjectRemoved: (index, item) => root.removeItem(item)
        delegate: PopMenuItem {
            required property var modelData
            required property int index

            objectName: "moveToItem" + index
            iconName: "folder"
            text: modelData.name
            exclusive: true
            chosen: modelData.id === root.homeId && !root.several
            note: " "
            onTriggered: root.move(modelData.id)
        }
    }
}
