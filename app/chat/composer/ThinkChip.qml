import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// Whether the model thinks before it answers.
AbstractButton {
    id: root

    checkable: true
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    implicitHeight: 30
    implicitWidth: row.implicitWidth + 20
    text: qsTr("Think")
    Keys.onReturnPressed: { toggle(); toggled(); }
    Accessible.role: Accessible.CheckBox
    Accessible.name: qsTr("Think before answering")
    Accessible.checked: checked
    Accessible.onPressAction: { toggle(); toggled(); }
    Accessible.onToggleAction: { toggle(); toggled(); }

    Hint {
        visible: root.hovered || root.visualFocus
        text: root.checked ? qsTr("The model thinks before it answers. Click to answer directly.")
                           : qsTr("The model answers directly. Click to let it think first.")
    }
    background: Rectangle {
        radius: height / 2
        color: root.checked ? Theme.accentSoft : root.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: root.checked ? Qt.alpha(Theme.accent, 0.45) : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.quick } }
        FocusRing { control: root; gap: 1 }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 5

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 16
                height: 16
                name: "think"
                color: root.checked ? Theme.link : Theme.textMuted
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.checked ? Theme.link : Theme.textMuted
                font.pixelSize: Theme.small
                font.weight: Font.Medium
            }
        }
    }
}
