import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A picture to click, with its meaning as tooltip and for screen readers.
AbstractButton {
    id: root

    required property string iconName
    property color iconColor: Theme.textMuted
    property int iconSize: 18
    property int size: 34
    property bool roundShape: false
    property bool used: false  // since the pointer came: what it opened is not covered by its tooltip

    implicitWidth: size
    implicitHeight: size
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.4
    onClicked: used = true
    onHoveredChanged: used = false
    onActiveFocusChanged: if (activeFocus) used = false

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: root.roundShape ? height / 2 : Theme.radiusSmall + 1
        color: root.down || root.checked ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        Behavior on color { ColorAnimation { duration: Theme.quick } }

        FocusRing { control: root; gap: 0 }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: root.iconSize
            height: root.iconSize
            name: root.iconName
            color: root.hovered || root.visualFocus ? Theme.text : root.iconColor
        }
    }

    Hint { visible: (root.hovered || root.visualFocus) && !root.used && root.text !== ""; text: root.text }
}
