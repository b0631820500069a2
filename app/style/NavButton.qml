import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A line of the sidebar that leads somewhere.
AbstractButton {
    id: root

    required property string iconName
    property string note: ""      // at the right: what goes on there
    property bool current: false

    implicitHeight: Theme.controlHeight - 2
    implicitWidth: line.implicitWidth + 2 * Theme.space2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.role: Accessible.Button
    Accessible.name: [text, note].filter(Boolean).join(", ")
    Accessible.selected: current
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radiusSmall + 1
        color: root.current ? Theme.selected : root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Row {
            id: line

            x: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            spacing: 9

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 17
                height: 17
                name: root.iconName
                color: root.current ? Theme.link : Theme.textMuted
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.current ? Theme.text : Theme.textMuted
                font.pixelSize: Theme.label
                font.weight: Font.Medium
            }
        }
        Text {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            text: root.note
            color: Theme.textFaint
            font.pixelSize: Theme.small
        }
    }
}
