import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A page that the search has found whole.
AbstractButton {
    id: root

    required property SettingsEntry entry

    objectName: "found_" + entry.name
    implicitHeight: words.height + 2 * Theme.space2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: entry.title
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.role: Accessible.Link
    Accessible.name: text
    Accessible.description: entry.about
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: Theme.border
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Icon {
            id: picture

            x: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            width: 18
            height: 18
            name: root.entry.icon
            color: Theme.textMuted
        }
        Column {
            id: words

            anchors.left: picture.right
            anchors.right: more.left
            anchors.margins: Theme.space3
            y: Theme.space2
            spacing: 1

            Text {
                width: parent.width
                text: root.text
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.label
                font.weight: Font.Medium
            }
            Text {
                width: parent.width
                visible: text !== ""
                text: root.entry.about
                wrapMode: Text.Wrap
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
        Icon {
            id: more

            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            width: 15
            height: 15
            name: "chevron-right"
            color: Theme.textFaint
        }
    }
}
