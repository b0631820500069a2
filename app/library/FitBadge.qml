import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// Whether a model fits this machine: a word in a colour, and why when it is pointed at.
AbstractButton {
    id: root

    required property int kind    // as Fit has it: 0 unknown, 1 GPU, 2 GPU and RAM, 3 RAM, 4 too big
    required property string why
    readonly property color foreground: kind === 4 ? Theme.danger : kind === 2 ? Theme.warning : Theme.link

    visible: kind !== 0
    implicitWidth: words.implicitWidth + dot.width + 21
    implicitHeight: words.implicitHeight + 7
    padding: 0
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.description: why

    background: Rectangle {
        radius: height / 2
        color: root.kind === 4 ? Theme.dangerSoft : root.kind === 2 ? Theme.warningSoft : Theme.accentSoft
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Rectangle {
            id: dot

            x: 8
            anchors.verticalCenter: parent.verticalCenter
            width: 6
            height: 6
            radius: 3
            color: root.foreground
        }
        Text {
            id: words

            anchors.left: dot.right
            anchors.leftMargin: 5
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.foreground
            font.pixelSize: Theme.tiny
            font.weight: Font.Medium
        }
    }
    // Made when it is asked for: a list has many badges.
    Loader {
        active: root.hovered || root.visualFocus || root.down
        sourceComponent: Hint {
            parent: root
            delay: 200
            width: Math.min(implicitWidth, 320)
            text: root.why
            visible: true
        }
    }
}
