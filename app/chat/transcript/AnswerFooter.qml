import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Under an answer: that it has not begun, what went wrong, its variants, and what can be done with it.
Item {
    id: root

    required property MessageItem message
    required property bool first
    required property bool isLast
    property bool hovered: false
    property bool actionsEnabled: true   // those that a model is needed for
    property bool canChange: true
    property bool canEdit: true
    property bool saidBelow: false   // the panel of the context says what went wrong with the last answer
    readonly property bool toolsShown: !message.running && !message.editing && (message.hasText || message.hasReasoning || message.siblingCount > 1)
    signal copyRequested(string text)
    signal regenerateRequested()
    signal againMenuRequested(Item button)
    signal continueRequested()
    signal editRequested()
    signal forkRequested()
    signal deleteRequested()
    signal receiptRequested()
    signal siblingRequested(int step)

    implicitHeight: column.y + column.height

    Column {
        id: column

        y: root.first ? Theme.space2 : 0
        width: parent.width

        // Before the first token: the prompt is being read.
        Item {
            objectName: "waiting"
            visible: root.message.status === MessageItem.Waiting
            width: parent.width
            height: Theme.controlHeight - 4
            Accessible.role: Accessible.StaticText
            Accessible.name: reading.text

            ProgressRing {
                id: ring

                anchors.verticalCenter: parent.verticalCenter
                value: root.message.prefillTotal > 0 && root.message.prefill < 1 ? root.message.prefill : -1
            }
            Text {
                id: reading

                anchors.left: ring.right
                anchors.leftMargin: Theme.space2 + 2
                anchors.verticalCenter: parent.verticalCenter
                text: root.message.prefillTotal > 0 && root.message.prefill < 1
                      ? qsTr("Reading the chat… %1 %").arg(Math.round(root.message.prefill * 100)) : qsTr("Reading the chat…")
                textFormat: Text.PlainText
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
        }
        Item {
            visible: root.message.notice !== ""
            width: parent.width
            height: notice.implicitHeight + Theme.space3

            NoticeLine {
                id: notice

                y: Theme.space3
                width: parent.width
                height: implicitHeight
                message: root.message
            }
        }
        Item {
            visible: status.words !== "" && !root.message.editing && !(root.saidBelow && root.isLast)
            width: parent.width
            height: status.implicitHeight + Theme.space3

            StatusLine {
                id: status

                y: Theme.space3
                width: parent.width
                height: implicitHeight
                message: root.message
                actionsShown: root.isLast
                actionsEnabled: root.actionsEnabled
                onContinueRequested: root.continueRequested()
                onRetryRequested: root.regenerateRequested()
            }
        }
        Item {
            width: parent.width
            height: 42
            visible: root.toolsShown

            Row {
                id: tools

                readonly property bool activeInside: copy.activeFocus || again.activeFocus || otherwise.activeFocus || go.activeFocus || edit.activeFocus || fork.activeFocus || remove.activeFocus
                                                     || receipt.activeFocus || step.holdsFocus

                x: -7
                y: 8
                height: 30
                spacing: 2
                opacity: root.isLast || root.hovered || activeInside ? 1 : 0
                Behavior on opacity { NumberAnimation { duration: Theme.quick } }

                SiblingStep {
                    id: step

                    anchors.verticalCenter: parent.verticalCenter
                    message: root.message
                    actionsEnabled: root.canChange
                    onSiblingRequested: step => root.siblingRequested(step)
                }
                CopyButton {
                    id: copy

                    objectName: "copyAnswer"
                    visible: root.message.hasText
                    what: qsTr("Copy answer")
                    onClicked: root.copyRequested(root.message.copyText())
                }
                IconButton {
                    id: again

                    objectName: "regenerate"
                    visible: !root.isLast || root.message.status === MessageItem.Finished  // else the line above offers it
                    enabled: root.actionsEnabled
                    size: 30
                    iconSize: 16
                    iconName: "refresh"
                    iconColor: Theme.textFaint
                    text: qsTr("Answer again")
                    onClicked: root.regenerateRequested()
                }
                IconButton {
                    id: otherwise

                    objectName: "regenerateWith"
                    enabled: root.actionsEnabled
                    implicitWidth: again.visible ? 20 : size
                    size: 30
                    iconSize: again.visible ? 12 : 16
                    iconName: again.visible ? "chevron-down" : "refresh"
                    iconColor: Theme.textFaint
                    text: qsTr("Answer again with…")
                    Accessible.role: Accessible.ButtonMenu
                    onClicked: root.againMenuRequested(this)
                }
                // What was edited goes on from there; below one that ended early it says so in words.
                IconButton {
                    id: go

                    objectName: "continueEdited"
                    visible: root.isLast && root.message.edited && root.message.status === MessageItem.Finished
                    enabled: root.actionsEnabled
                    size: 30
                    iconSize: 16
                    iconName: "play"
                    iconColor: Theme.textFaint
                    text: qsTr("Continue the answer")
                    onClicked: root.continueRequested()
                }
                IconButton {
                    id: edit

                    objectName: "editAnswer"
                    visible: root.message.editable
                    enabled: root.canEdit
                    size: 30
                    iconSize: 16
                    iconName: "pencil"
                    iconColor: Theme.textFaint
                    text: qsTr("Edit answer")
                    onClicked: root.editRequested()
                }
                IconButton {
                    id: fork

                    objectName: "forkAnswer"
                    enabled: root.canChange
                    size: 30
                    iconSize: 16
                    iconName: "fork"
                    iconColor: Theme.textFaint
                    text: qsTr("New chat from here")
                    onClicked: root.forkRequested()
                }
                IconButton {
                    id: remove

                    objectName: "deleteAnswer"
                    enabled: root.canChange
                    size: 30
                    iconSize: 16
                    iconName: "trash"
                    iconColor: Theme.textFaint
                    text: qsTr("Delete from here on")
                    onClicked: root.deleteRequested()
                }
                IconButton {
                    id: receipt

                    objectName: "showReceipt"
                    size: 30
                    iconSize: 16
                    iconName: "info"
                    iconColor: Theme.textFaint
                    text: qsTr("How this answer was made")
                    onClicked: root.receiptRequested()
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    leftPadding: 6
                    width: Math.min(implicitWidth, root.width - x - 8)
                    visible: width > Math.min(implicitWidth - 1, 90)
                    text: root.message.details
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
