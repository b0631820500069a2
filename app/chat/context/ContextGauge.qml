import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// How full the context is: a ring, and words on hover and for screen readers.
AbstractButton {
    id: root

    required property ContextMeter meter
    readonly property color tint: meter.level === ContextMeter.Full ? Theme.danger
                                : meter.level === ContextMeter.Near ? Theme.warning : Theme.accent

    implicitHeight: 30
    implicitWidth: row.implicitWidth + 14
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    visible: meter.known
    text: meter.words
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Context: %1").arg(text)
    Accessible.onPressAction: clicked()

    property bool used: false  // its panel says the same
    onClicked: used = true
    onHoveredChanged: used = false
    onActiveFocusChanged: if (activeFocus) used = false
    Hint { visible: (root.hovered || root.visualFocus) && !root.used; text: root.text }
    background: Rectangle {
        radius: height / 2
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        Behavior on color { ColorAnimation { duration: Theme.quick } }
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 5

            ProgressRing {
                anchors.verticalCenter: parent.verticalCenter
                implicitWidth: 16
                implicitHeight: 16
                value: root.meter.fraction
                color: root.tint
                Accessible.ignored: true
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.meter.level !== ContextMeter.Ok
                text: qsTr("%1 %").arg(Math.round(root.meter.fraction * 100))
                color: root.tint
                font.pixelSize: Theme.tiny
                font.weight: Font.Medium
            }
        }
    }
}
