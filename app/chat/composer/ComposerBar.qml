import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// A line at the composer's top: what it is about to do, or what happened, with something to click.
Rectangle {
    id: root

    property string iconName: "info"
    property string text: ""
    property string action: ""          // words of the button; empty: none
    property string otherAction: ""     // of a second one
    property string closeText: ""       // of the cross; empty: there is none
    property bool busy: false
    property bool problem: false
    signal acted()
    signal otherActed()
    signal closed()

    implicitHeight: grid.implicitHeight + 8
    radius: Theme.radius
    color: problem ? Theme.dangerSoft : Theme.accentSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    GridLayout {
        id: grid

        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: 4
        columns: width - buttons.implicitWidth < 150 ? 1 : 2
        columnSpacing: Theme.space2
        rowSpacing: 0

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            ProgressRing {
                visible: root.busy
                implicitWidth: 15
                implicitHeight: 15
            }
            Icon {
                visible: !root.busy
                Layout.preferredWidth: 16
                Layout.preferredHeight: 16
                name: root.problem ? "warning" : root.iconName
                color: root.problem ? Theme.danger : Theme.link
            }
            Text {
                objectName: "composerBarWords"
                Layout.fillWidth: true
                Layout.topMargin: 3
                Layout.bottomMargin: 3
                text: root.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                maximumLineCount: 3
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.small
            }
        }
        RowLayout {
            id: buttons

            Layout.alignment: Qt.AlignRight
            spacing: Theme.space2

            PushButton {
                objectName: "composerBarAction"
                visible: root.action !== ""
                kind: "quiet"
                compact: true
                text: root.action
                foreground: Theme.link
                onClicked: root.acted()
            }
            PushButton {
                objectName: "composerBarOther"
                visible: root.otherAction !== ""
                kind: "quiet"
                compact: true
                text: root.otherAction
                foreground: Theme.link
                onClicked: root.otherActed()
            }
            IconButton {
                objectName: "composerBarClose"
                visible: root.closeText !== ""
                size: 26
                iconSize: 15
                iconName: "close"
                text: root.closeText
                onClicked: root.closed()
            }
        }
    }
}
