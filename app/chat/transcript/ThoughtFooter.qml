import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// The end of thinking that is shown: folds it from here.
Item {
    id: root

    required property MessageItem message
    signal toggled()

    implicitHeight: fold.height + Theme.space2

    Rectangle {
        x: 8
        width: 2
        height: fold.height / 2 - 8
        color: root.message.status === MessageItem.Thinking ? Theme.accent : Theme.borderStrong
    }
    AbstractButton {
        id: fold

        objectName: "foldThoughts"
        width: line.implicitWidth + 2 * Theme.space2
        height: Theme.controlHeight - 6
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: qsTr("Fold the thinking")
        onClicked: root.toggled()
        Keys.onReturnPressed: clicked()
        Accessible.role: Accessible.Button
        Accessible.name: text
        Accessible.onPressAction: clicked()

        background: Rectangle {
            radius: Theme.radiusSmall + 1
            color: fold.down ? Theme.pressed : fold.hovered ? Theme.hover : "transparent"
            FocusRing { control: fold; gap: 0 }
        }
        contentItem: Item {
            Row {
                id: line

                x: 1
                anchors.verticalCenter: parent.verticalCenter
                spacing: 7

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 15
                    height: 15
                    name: "fold"
                    color: Theme.textFaint
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: fold.text
                    textFormat: Text.PlainText
                    color: fold.hovered ? Theme.text : Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
