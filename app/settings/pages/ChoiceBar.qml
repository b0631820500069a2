import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A few exclusive choices side by side: [{value, words, icon}].
Rectangle {
    id: root

    required property var choices
    required property string current
    signal chosen(string value)

    implicitWidth: row.width + 6
    implicitHeight: Theme.controlHeight - 2
    width: implicitWidth
    height: implicitHeight
    radius: Theme.radius
    color: Theme.codeGround
    border.width: 1
    border.color: Theme.border

    Row {
        id: row

        x: 3
        y: 3

        Repeater {
            model: root.choices

            AbstractButton {
                id: choice

                required property var modelData
                readonly property bool on: root.current === modelData.value

                objectName: "choice_" + modelData.value
                height: root.height - 6
                width: inner.width + 22
                hoverEnabled: true
                focusPolicy: Qt.StrongFocus
                text: modelData.words
                onClicked: root.chosen(modelData.value)
                Keys.onReturnPressed: clicked()
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checked: on

                background: Rectangle {
                    radius: Theme.radius - 3
                    color: choice.on ? (Theme.dark ? Theme.pressed : Theme.surface) : choice.hovered ? Theme.hover : "transparent"
                    border.width: choice.on ? 1 : 0
                    border.color: Theme.border
                    FocusRing { control: choice; gap: 0 }
                }
                contentItem: Item {
                    Row {
                        id: inner

                        anchors.centerIn: parent
                        spacing: 6

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            width: 16
                            height: 16
                            visible: name !== ""
                            name: choice.modelData.icon ?? ""
                            color: choice.on ? Theme.link : Theme.textMuted
                        }
                        Text {
                            anchors.verticalCenter: parent.verticalCenter
                            text: choice.text
                            color: choice.on ? Theme.text : Theme.textMuted
                            font.pixelSize: Theme.small
                            font.weight: Font.Medium
                        }
                    }
                }
            }
        }
    }
}
