import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with a chat of the bin, or with all that are selected.
PopMenu {
    id: root

    required property Workspace workspace
    property var chatId: 0
    property string chatTitle
    property bool several: false // all that are selected
    signal eraseRequested(var chat, string title)
    signal selectRequested()

    function openFor(item: Item, at: Item): void {
        chatId = item.chatId;
        chatTitle = item.title;
        several = item.several;
        if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
    }

    PopMenuItem {
        objectName: "restoreItem"
        iconName: "refresh"
        text: qsTr("Restore")
        onTriggered: root.several ? root.workspace.restoreSelected() : root.workspace.restoreChat(root.chatId)
    }
    PopMenuItem {
        objectName: "selectItem"
        visible: !root.several
        iconName: "check"
        text: qsTr("Select")
        note: qsTr("Ctrl+click")
        onTriggered: root.selectRequested()
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
