import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// Leads to a page of the settings.
AbstractButton {
    id: root

    required property SettingsEntry entry
    required property bool on    // this page is shown
    property bool named: true    // false: little room, its icon stands for it

    objectName: "settings_" + entry.name
    implicitHeight: Theme.controlHeight - 2
    implicitWidth: line.implicitWidth + 20
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: entry.title
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: on
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radiusSmall + 1
        color: root.on ? Theme.selected : root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        FocusRing { control: root; gap: 0 }
    }
    Hint { visible: !root.named && (root.hovered || root.visualFocus); text: root.text }
    contentItem: Item {
        Row {
            id: line

            x: 2
            anchors.verticalCenter: parent.verticalCenter
            spacing: 9

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 17
                height: 17
                name: root.entry.icon
                color: root.on ? Theme.link : Theme.textMuted
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.named
                text: root.text
                color: root.on ? Theme.text : Theme.textMuted
                font.pixelSize: Theme.label
                font.weight: root.on ? Font.DemiBold : Font.Medium
            }
        }
    }
}
