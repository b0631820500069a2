import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be copied of the row under the pointer, and of its message and chat.
PopMenu {
    id: root

    required property TranscriptRows rows
    property bool canEdit: true      // messages can be
    property int row: -1
    property MessageItem message: null
    property string selected: ""     // words
    signal copyRequested(string text)
    signal copyChatRequested()
    signal editRequested(MessageItem message)

    function openFor(at: int, words: string): void {
        row = at;
        selected = words;
        message = rows.messageAt(at);
        if (message) popup();
    }

    PopMenuItem {
        objectName: "copySelection"
        text: qsTr("Copy selection")
        visible: root.selected !== ""
        onTriggered: root.copyRequested(root.selected)
    }
    PopMenuItem {
        objectName: "copyBlock"
        text: qsTr("Copy this part")
        onTriggered: root.copyRequested(root.rows.blockText(root.row))
    }
    PopMenuItem {
        objectName: "copyMessage"
        text: root.message?.fromUser ? qsTr("Copy message") : qsTr("Copy answer")
        onTriggered: root.copyRequested(root.message.copyText())
    }
    PopMenuItem {
        text: qsTr("Copy thoughts")
        enabled: root.message?.hasReasoning ?? false
        onTriggered: root.copyRequested(root.message.copyThoughts())
    }
    PopMenuItem {
        objectName: "copyChat"
        text: qsTr("Copy the whole chat")
        onTriggered: root.copyChatRequested()
    }
    PopMenuSeparator {}
    PopMenuItem {
        objectName: "editMessage"
        text: root.message?.fromUser ? qsTr("Edit message") : qsTr("Edit answer")
        enabled: root.canEdit && ((root.message?.fromUser ?? false) || (root.message?.editable ?? false))
        onTriggered: root.editRequested(root.message)
    }
}
