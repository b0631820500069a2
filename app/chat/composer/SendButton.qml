import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// Sends, or stops what is being written.
AbstractButton {
    id: root

    property bool stops: false
    required property string sendText
    required property string stopText

    implicitWidth: 36
    implicitHeight: 36
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: stops ? stopText : sendText
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()

    Hint { visible: root.hovered || root.visualFocus; text: root.text }
    background: Rectangle {
        radius: width / 2
        color: !root.enabled ? Theme.border
             : root.down ? Theme.accentPressed : root.hovered ? Theme.accentHover : Theme.accent
        Behavior on color { ColorAnimation { duration: Theme.calm } }
        FocusRing { control: root }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: 20
            height: 20
            name: root.stops ? "stop" : "send"
            color: root.enabled ? Theme.accentText : Theme.textFaint
        }
    }
}
