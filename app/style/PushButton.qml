import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A button with words. `kind`: "primary", "plain" (a border), "quiet" (nothing until it is hovered) or "danger".
AbstractButton {
    id: root

    property string kind: "plain"
    property string iconName: ""
    property bool compact: false
    property color foreground: kind === "primary" ? Theme.accentText : kind === "danger" ? Theme.danger : Theme.text

    implicitHeight: compact ? Theme.controlHeight - 6 : Theme.controlHeight
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    horizontalPadding: compact ? 10 : 14
    leftPadding: iconName !== "" ? horizontalPadding - 3 : horizontalPadding
    rightPadding: horizontalPadding
    verticalPadding: 0
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.radius - 1
        border.width: root.kind === "plain" || root.kind === "danger" ? 1 : 0
        border.color: root.kind === "danger" ? Qt.alpha(Theme.danger, root.hovered ? 0.8 : 0.4) : root.hovered ? Theme.borderStrong : Theme.border
        color: root.kind === "primary" ? (root.down ? Theme.accentPressed : root.hovered ? Theme.accentHover : Theme.accent)
             : root.down ? Theme.pressed : root.hovered ? Theme.hover : root.kind === "plain" ? Theme.surface : "transparent"
        Behavior on color { ColorAnimation { duration: Theme.quick } }

        FocusRing { control: root }
    }

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 7

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName !== ""
                width: root.compact ? 15 : 17
                height: width
                name: root.iconName
                color: root.foreground
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                textFormat: Text.PlainText
                color: root.foreground
                font.pixelSize: root.compact ? Theme.small : Theme.label
                font.weight: root.kind === "primary" ? Font.DemiBold : Font.Medium
            }
        }
    }
}
