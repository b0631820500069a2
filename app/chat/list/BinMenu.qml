import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with a chat of the bin.
PopMenu {
    id: root

    required property Workspace workspace
    property var chatId: 0
    property string chatTitle
    signal eraseRequested(var chat, string title)

    function openFor(item: Item, at: Item): void {
        chatId = item.chatId;
        chatTitle = item.title;
        if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
    }

    PopMenuItem {
        objectName: "restoreItem"
        iconName: "refresh"
        text: qsTr("Restore")
        onTriggered: root.workspace.restoreChat(root.chatId)
    }
    PopMenuSeparator {}
    PopMenuItem {
        objectName: "eraseItem"
        iconName: "trash"
        danger: true
        text: qsTr("Erase for good…")
        note: qsTr("Del")
        onTriggered: root.eraseRequested(root.chatId, root.chatTitle)
    }
}
