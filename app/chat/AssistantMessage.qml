import QtQuick
import Deepwell.Chat
import Deepwell.Style

// An answer: its thinking, its blocks, its state, and what can be done with it.
Item {
    id: root

    required property MessageItem message
    required property bool isLast
    property bool actionsEnabled: true
    signal copyRequested(string text)
    signal linkRequested(string link)
    signal regenerateRequested()
    signal continueRequested()
    signal siblingRequested(int step)
    signal thinkingToggled()

    implicitHeight: column.height

    HoverHandler { id: hover }

    Column {
        id: column

        width: parent.width
        spacing: Theme.space3

        Column {
            width: parent.width
            visible: height > 0

            Repeater {
                model: root.message.blocks
                delegate: BlockChooser {
                    message: root.message
                    onCopyRequested: text => root.copyRequested(text)
                    onLinkRequested: link => root.linkRequested(link)
                    onThinkingToggled: root.thinkingToggled()
                }
            }
        }

        // Before the first token: the prompt is being read.
        Row {
            objectName: "waiting"
            visible: root.message.status === MessageItem.Waiting
            height: visible ? Theme.controlHeight - 4 : 0
            spacing: Theme.space2 + 2

            ProgressRing {
                anchors.verticalCenter: parent.verticalCenter
                value: root.message.prefillTotal > 0 && root.message.prefill < 1 ? root.message.prefill : -1
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.message.prefillTotal > 0 && root.message.prefill < 1
                      ? qsTr("Reading the chat… %1 %").arg(Math.round(root.message.prefill * 100)) : qsTr("Reading the chat…")
                textFormat: Text.PlainText
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
        }

        NoticeLine {
            width: parent.width
            message: root.message
        }

        StatusLine {
            width: parent.width
            message: root.message
            actionsShown: root.isLast
            actionsEnabled: root.actionsEnabled
            onContinueRequested: root.continueRequested()
            onRetryRequested: root.regenerateRequested()
        }

        Row {
            id: tools

            x: -7
            height: 30
            spacing: 2
            visible: !root.message.running && (root.message.text !== "" || root.message.siblingCount > 1)
            opacity: root.isLast || hover.hovered || activeInside ? 1 : 0
            readonly property bool activeInside: copy.visualFocus || again.visualFocus || before.visualFocus || after.visualFocus
            Behavior on opacity { NumberAnimation { duration: Theme.quick } }

            IconButton {
                id: before

                anchors.verticalCenter: parent.verticalCenter
                visible: root.message.siblingCount > 1
                enabled: root.message.siblingIndex > 0 && root.actionsEnabled
                size: 26
                iconSize: 15
                iconName: "chevron-left"
                text: qsTr("Answer before")
                onClicked: root.siblingRequested(-1)
            }
            Text {
                objectName: "siblingPosition"
                anchors.verticalCenter: parent.verticalCenter
                visible: root.message.siblingCount > 1
                text: "%1/%2".arg(root.message.siblingIndex + 1).arg(root.message.siblingCount)
                color: Theme.textMuted
                font.pixelSize: Theme.tiny
            }
            IconButton {
                id: after

                anchors.verticalCenter: parent.verticalCenter
                visible: root.message.siblingCount > 1
                enabled: root.message.siblingIndex < root.message.siblingCount - 1 && root.actionsEnabled
                size: 26
                iconSize: 15
                iconName: "chevron-right"
                text: qsTr("Answer after")
                onClicked: root.siblingRequested(1)
            }
            CopyButton {
                id: copy

                objectName: "copyAnswer"
                visible: root.message.text !== ""
                what: qsTr("Copy answer")
                onClicked: root.copyRequested(root.message.text)
            }
            IconButton {
                id: again

                objectName: "regenerate"
                visible: root.isLast && root.message.status === MessageItem.Finished  // else the line above offers it
                enabled: root.actionsEnabled
                size: 30
                iconSize: 16
                iconName: "refresh"
                iconColor: Theme.textFaint
                text: qsTr("Answer again")
                onClicked: root.regenerateRequested()
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                leftPadding: 6
                visible: hover.hovered
                text: root.message.details
                textFormat: Text.PlainText
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
    }
}
