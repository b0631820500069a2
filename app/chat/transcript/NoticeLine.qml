import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Under an answer during which the device failed: what happened and how it goes on. While what there was is computed again,
// how far that is.
Rectangle {
    id: root

    required property MessageItem message
    readonly property bool catchingUp: message.running && message.status !== MessageItem.Waiting
                                       && message.prefillTotal > 0 && message.prefill < 1

    visible: message.notice !== ""
    implicitHeight: visible ? words.implicitHeight + 2 * Theme.space2 : 0
    radius: Theme.radius
    color: Theme.hover
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Icon {
        x: Theme.space3
        y: Theme.space2 + 2
        width: 17
        height: 17
        name: "info"
        color: Theme.textMuted
    }
    TextEdit {
        id: words

        objectName: "noticeWords"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.space3 + 17 + Theme.space2
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: root.catchingUp ? qsTr("%1 (reading the chat again, %2 %)").arg(root.message.notice).arg(Math.round(root.message.prefill * 100))
                              : root.message.notice
        textFormat: TextEdit.PlainText
        readOnly: true
        selectByMouse: true
        wrapMode: TextEdit.Wrap
        color: Theme.textMuted
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        font.pixelSize: Theme.label
    }
}
