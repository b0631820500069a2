import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// One of several choices, in a menu: [{value, words}].
AbstractButton {
    id: root

    required property var choices
    required property string current
    readonly property string words: choices.find(choice => choice.value === current)?.words ?? ""
    signal chosen(string value)

    implicitHeight: Theme.controlHeight - 2
    implicitWidth: line.implicitWidth + 24
    width: implicitWidth
    height: implicitHeight
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: words
    onClicked: menu.opened ? menu.close() : menu.open()
    Keys.onReturnPressed: clicked()
    Keys.onDownPressed: menu.open()
    Accessible.role: Accessible.ComboBox
    Accessible.description: words
    Accessible.onPressAction: clicked()

    background: Rectangle {
        radius: Theme.radius - 1
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: root.hovered ? Theme.borderStrong : Theme.border
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Row {
            id: line

            anchors.centerIn: parent
            spacing: 8

            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.words
                textFormat: Text.PlainText
                color: Theme.text
                font.pixelSize: Theme.label
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 15
                height: 15
                name: "chevron-down"
                color: Theme.textFaint
            }
        }
    }
    PopMenu {
        id: menu

        y: root.height + 4
        x: root.width - width
        implicitWidth: Math.max(180, root.width)

        Repeater {
            model: root.choices

            PopMenuItem {
                required property var modelData

                objectName: "choice_" + modelData.value
                text: modelData.words
                note: modelData.value === root.current ? "✓" : ""
                onTriggered: root.chosen(modelData.value)
            }
        }
    }
}
