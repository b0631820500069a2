import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// One of several things that can be done: what, and what it means.
AbstractButton {
    id: root

    property string iconName: ""
    property string detail: ""

    implicitHeight: words.implicitHeight + 2 * Theme.space2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.5
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: detail
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: root.hovered ? Theme.borderStrong : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.quick } }
        FocusRing { control: root }
    }
    contentItem: Item {
        Icon {
            x: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            width: 18
            height: 18
            name: root.iconName
            color: Theme.textMuted
        }
        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: Theme.space3 + 18 + Theme.space3
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            spacing: 1

            Text {
                width: parent.width
                text: root.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.label
                font.weight: Font.Medium
            }
            Text {
                width: parent.width
                visible: text !== ""
                text: root.detail
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
        }
    }
}
