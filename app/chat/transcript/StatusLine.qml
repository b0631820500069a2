import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// Under an answer that did not end by itself: why, in words, and what can be done.
Rectangle {
    id: root

    required property MessageItem message
    property bool actionsShown: false   // only under the last message
    property bool actionsEnabled: true
    readonly property bool failed: message.status === MessageItem.Failed
    readonly property bool empty: !message.hasText && !message.hasReasoning
    readonly property string words: {
        switch (message.status) {
        case MessageItem.Cancelled: return empty ? qsTr("Stopped before anything was written.") : qsTr("Stopped.");
        case MessageItem.Interrupted: return qsTr("Interrupted: Deepwell was closed while this was being written.");
        case MessageItem.LengthLimit: return message.contextFull ? qsTr("The context is full.") : qsTr("Reached the length limit.");
        case MessageItem.Failed: return message.error;
        default: return "";
        }
    }
    signal continueRequested()
    signal retryRequested()

    visible: words !== ""
    implicitHeight: visible ? flow.implicitHeight + 2 * Theme.space2 : 0
    radius: Theme.radius
    color: failed ? Theme.dangerSoft : Theme.hover

    GridLayout {
        id: flow

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        columns: root.width > 520 ? 3 : 2
        columnSpacing: Theme.space2
        rowSpacing: Theme.space1

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 6
            Layout.preferredWidth: 17
            Layout.preferredHeight: 17
            name: root.failed ? "warning" : "info"
            color: root.failed ? Theme.danger : Theme.textMuted
        }
        TextEdit {
            objectName: "statusWords"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            text: root.words
            textFormat: TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            color: root.failed ? Theme.text : Theme.textMuted
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.label
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Row {
            Layout.columnSpan: root.width > 520 ? 1 : 2
            Layout.alignment: Qt.AlignRight
            visible: root.actionsShown
            spacing: Theme.space1

            PushButton {
                objectName: "continueButton"
                visible: !root.empty
                enabled: root.actionsEnabled
                kind: "plain"
                compact: true
                iconName: "play"
                text: qsTr("Continue")
                onClicked: root.continueRequested()
            }
            PushButton {
                objectName: "retryButton"
                enabled: root.actionsEnabled
                kind: root.empty ? "plain" : "quiet"
                compact: true
                iconName: "refresh"
                text: qsTr("Retry")
                onClicked: root.retryRequested()
            }
        }
    }
}
