import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// An export or import that is running, with a way to stop it; then what has come of it.
Card {
    id: root

    required property ChatTransfer transfer
    readonly property string doing: transfer.stopping ? qsTr("Stopping…") : transfer.progress < 0 ? transfer.doing
        : qsTr("%1 %2 %").arg(transfer.doing).arg(Math.round(transfer.progress * 100))
    readonly property bool shown: transfer.busy || transfer.result !== ""

    signal showRequested(string file)

    objectName: "transferBar"
    width: Math.min(520, parent.width - 2 * Theme.space4)
    height: column.height + 2 * Theme.space3
    color: Theme.raised
    visible: opacity > 0
    opacity: shown ? 1 : 0
    Behavior on opacity { NumberAnimation { duration: Theme.calm } }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    HoverHandler { id: hover }
    Timer {
        interval: 12000
        running: !root.transfer.busy && root.transfer.result !== "" && !root.transfer.failed && root.transfer.notes.length === 0 && !hover.hovered
        onTriggered: root.transfer.dismiss()
    }
    Column {
        id: column

        x: Theme.space4
        y: Theme.space3
        width: parent.width - Theme.space4 - Theme.space3
        spacing: Theme.space2

        Item {
            width: parent.width
            height: Math.max(words.implicitHeight, buttons.height)

            Icon {
                id: picture

                y: 7
                width: 17
                height: 17
                visible: !root.transfer.busy
                name: root.transfer.failed ? "warning" : "check"
                color: root.transfer.failed ? Theme.danger : Theme.accent
            }
            ProgressRing {
                y: 7
                width: 17
                height: 17
                visible: root.transfer.busy
            }
            Text {
                id: words

                objectName: "transferWords"
                anchors.left: picture.right
                anchors.leftMargin: Theme.space2 + 2
                anchors.right: buttons.left
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                text: !root.transfer.busy ? root.transfer.result : root.doing + (root.transfer.waiting > 0 ? " " + qsTr("(%n more waiting)", "", root.transfer.waiting) : "")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                maximumLineCount: 5
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.label
            }
            Row {
                id: buttons

                anchors.right: parent.right
                spacing: Theme.space1

                PushButton {
                    objectName: "cancelTransfer"
                    visible: root.transfer.busy
                    enabled: !root.transfer.stopping
                    compact: true
                    text: qsTr("Cancel")
                    onClicked: root.transfer.cancel()
                }
                PushButton {
                    objectName: "showWritten"
                    visible: !root.transfer.busy && root.transfer.written !== ""
                    compact: true
                    kind: "quiet"
                    foreground: Theme.link
                    text: qsTr("Show in folder")
                    onClicked: root.showRequested(root.transfer.written)
                }
                IconButton {
                    objectName: "dismissTransfer"
                    visible: !root.transfer.busy
                    size: 30
                    iconSize: 16
                    iconName: "close"
                    text: qsTr("Dismiss")
                    onClicked: root.transfer.dismiss()
                }
            }
        }
        Text {
            objectName: "transferNotes"
            x: 27
            width: parent.width - x
            visible: root.transfer.notes.length > 0
            text: root.transfer.notes.slice(0, 6).join("\n")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 8
            elide: Text.ElideRight
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
    }
}
