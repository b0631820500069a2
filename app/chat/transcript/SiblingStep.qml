import QtQuick
import Deepwell.Chat
import Deepwell.Style

// ‹2/3›: steps through the variants of a question or an answer.
Row {
    id: root

    required property MessageItem message
    property bool actionsEnabled: true
    readonly property bool holdsFocus: before.activeFocus || after.activeFocus
    signal siblingRequested(int step)

    visible: message.siblingCount > 1
    spacing: 2

    IconButton {
        id: before

        objectName: "siblingBefore"
        anchors.verticalCenter: parent.verticalCenter
        enabled: root.message.siblingIndex > 0 && root.actionsEnabled
        size: 26
        iconSize: 15
        iconName: "chevron-left"
        text: root.message.fromUser ? qsTr("Question before") : qsTr("Answer before")
        onClicked: root.siblingRequested(-1)
    }
    Text {
        objectName: "siblingPosition"
        anchors.verticalCenter: parent.verticalCenter
        text: "%1/%2".arg(root.message.siblingIndex + 1).arg(root.message.siblingCount)
        textFormat: Text.PlainText
        color: Theme.textMuted
        font.pixelSize: Theme.tiny
    }
    IconButton {
        id: after

        objectName: "siblingAfter"
        anchors.verticalCenter: parent.verticalCenter
        enabled: root.message.siblingIndex < root.message.siblingCount - 1 && root.actionsEnabled
        size: 26
        iconSize: 15
        iconName: "chevron-right"
        text: root.message.fromUser ? qsTr("Question after") : qsTr("Answer after")
        onClicked: root.siblingRequested(1)
    }
}
