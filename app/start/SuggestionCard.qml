import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A model to get: what it is, how large, how it fits.
AbstractButton {
    id: root

    required property string name
    required property string about
    required property string size
    required property string fitWord

    implicitHeight: column.height + foot.height + 2 * Theme.space3 + 3
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.6
    text: qsTr("Get %1").arg(name)
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: "%1 %2, %3".arg(about).arg(size).arg(fitWord)
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : Theme.surface
        border.width: 1
        border.color: root.hovered ? Theme.accent : Theme.border
        Behavior on border.color { ColorAnimation { duration: Theme.quick } }
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Column {
            id: column

            x: Theme.space3
            y: Theme.space3
            width: parent.width - 2 * x
            spacing: 3

            Text {
                width: parent.width
                text: root.name
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
            }
            Text {
                width: parent.width
                text: root.about
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
        }
        // At the same height in all cards of a row
        Row {
            id: foot

            x: Theme.space3
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space3
            topPadding: Theme.space1
            spacing: Theme.space2

            Icon {
                y: Theme.space1
                width: 15
                height: 15
                name: "download"
                color: Theme.link
            }
            Text {
                width: column.width - 15 - Theme.space2
                text: "%1 · %2".arg(root.size).arg(root.fitWord)
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.link
                font.pixelSize: Theme.tiny
                font.weight: Font.Medium
            }
        }
    }
}
