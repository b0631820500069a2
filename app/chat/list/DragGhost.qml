import QtQuick
import QtQuick.Window
import Deepwell.Chat
import Deepwell.Style

// The chat, or the selected chats, that are dragged, and what letting go would do.
Card {
    id: root

    required property Item area    // where it is dragged
    required property ListView view
    required property ChatListModel chats
    property var chatId: 0
    property string title          // of the chat that is dragged; empty: none
    property bool several: false   // all that are selected are dragged
    property Item aim              // the row under it

    function begin(chat: var, name: string, count: int): void {
        several = count > 1;
        chatId = chat;
        title = several ? qsTr("%Ln chat(s)", "", count) : name;
    }
    function moveTo(at: point): void {
        const place = area.mapToItem(parent, at.x + 10, at.y + 6);
        x = Math.min(parent.width - width, place.x);
        y = place.y;
        const inside = view.mapFromItem(area, at.x, at.y);
        aim = view.contains(inside) ? view.itemAt(Theme.space4, inside.y + view.contentY) : null;
        scroll.step = !view.contains(inside) ? 0 : inside.y < 28 ? -12 : inside.y > view.height - 28 ? 12 : 0;
    }

    // What is held over a folder, or a chat in one, goes there; over pinned ones it is pinned, elsewhere it leaves its folder.
    function end(drop: bool): void {
        if (drop && aim) {
            if (several && aim.pinned === true) chats.pinSelected(true);
            else if (several) chats.moveSelected(aim.folderId);
            else if (aim.pinned === true) chats.pin(chatId, true);
            else chats.move(chatId, aim.folderId);
        }
        aim = null;
        title = "";
    }

    parent: area.Window.contentItem ?? area  // above what clips the list
    visible: root.title !== ""
    z: 10
    width: 190
    height: ghostWords.implicitHeight + 14
    color: Theme.raised
    radius: Theme.radiusSmall + 2

    Column {
        id: ghostWords

        x: 10
        y: 7
        width: parent.width - 20

        Text {
            width: parent.width
            text: root.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.small
        }
        Text {
            width: parent.width
            text: !root.aim ? qsTr("Let go to leave it where it is")
                : root.aim.pinned === true ? qsTr("Pin") : root.aim.folderId === 0 ? qsTr("Out of any folder")
                : qsTr("Into “%1”").arg(root.chats.folders.find(folder => folder.id === root.aim.folderId)?.name ?? "")
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
        }
    }
    Timer {
        id: scroll

        property int step: 0

        interval: 16
        repeat: true
        running: root.visible && step !== 0
        onTriggered: view.contentY = Math.max(view.originY, Math.min(view.originY + Math.max(0, view.contentHeight - view.height), view.contentY + step))
    }
}
