import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// The line above the thinking: time, tokens and speed; folds and unfolds it.
Item {
    id: root

    required property MessageItem message
    required property bool first
    property bool hovered: false
    readonly property bool live: message.status === MessageItem.Thinking
    readonly property bool open: message.thinkingOpen
    signal toggled()
    signal wholeRequested()
    signal copyRequested(string text)
    signal searchRequested()

    implicitHeight: header.y + header.height

    AbstractButton {
        id: header

        objectName: "thinkingHeader"
        x: -Theme.space2
        y: 0
        width: Math.min(implicitWidth, root.width + Theme.space2 - tools.width)
        implicitWidth: line.implicitWidth + 2 * Theme.space2
        height: Theme.controlHeight - 4
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: root.message.thinkingSummary
        onClicked: root.toggled()
        Keys.onReturnPressed: clicked()

        Accessible.role: Accessible.Button
        Accessible.name: root.message.thinkingSummary
        Accessible.description: root.open ? qsTr("Folds the thinking") : qsTr("Shows the thinking")
        Accessible.onPressAction: clicked()

        background: Rectangle {
            radius: Theme.radiusSmall + 1
            color: header.down ? Theme.pressed : header.hovered ? Theme.hover : "transparent"
            FocusRing { control: header; gap: 0 }
        }
        contentItem: Item {
            Row {
                id: line

                x: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                spacing: 7

                Icon {
                    id: bulb

                    anchors.verticalCenter: parent.verticalCenter
                    width: 17
                    height: 17
                    name: "think"
                    color: root.live ? Theme.accent : Theme.textMuted

                    SequentialAnimation on opacity {
                        running: root.live
                        loops: Animation.Infinite
                        onRunningChanged: if (!running) bulb.opacity = 1
                        NumberAnimation { to: 0.35; duration: 700; easing.type: Easing.InOutSine }
                        NumberAnimation { to: 1; duration: 700; easing.type: Easing.InOutSine }
                    }
                }
                Text {
                    objectName: "thinkingSummary"
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, root.width - tools.width - 17 - 15 - 14 - Theme.space2)
                    text: root.message.thinkingSummary
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: header.hovered ? Theme.text : Theme.textMuted
                    font.pixelSize: Theme.label
                    font.weight: Font.Medium
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 15
                    height: 15
                    name: "chevron-right"
                    color: Theme.textFaint
                    rotation: root.open ? 90 : 0
                    Behavior on rotation { NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }
                }
            }
        }
    }
    Row {
        id: tools

        anchors.right: parent.right
        anchors.verticalCenter: header.verticalCenter
        opacity: root.open || root.hovered || whole.activeFocus || search.activeFocus || copy.activeFocus ? 1 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.quick } }

        IconButton {
            id: whole

            objectName: "wholeThoughts"
            visible: root.message.thinkingTail
            size: 30
            iconSize: 16
            iconName: "unfold"
            iconColor: Theme.textFaint
            text: qsTr("Show all of the thinking")
            onClicked: root.wholeRequested()
        }
        IconButton {
            id: search

            objectName: "searchThoughts"
            size: 30
            iconSize: 16
            iconName: "search"
            iconColor: Theme.textFaint
            text: qsTr("Search in the thoughts")
            onClicked: root.searchRequested()
        }
        CopyButton {
            id: copy

            objectName: "copyThoughts"
            what: qsTr("Copy thoughts")
            onClicked: root.copyRequested(root.message.copyThoughts())
        }
    }
}
