import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// A line at the composer's top: what it is about to do, or what happened, with something to click.
Rectangle {
    id: root

    property string iconName: "info"
    property string text: ""
    property string action: ""          // words of the button; empty: none
    property string closeText: ""       // of the cross; empty: there is none
    property bool busy: false
    property bool problem: false
    signal acted()
    signal closed()

    implicitHeight: row.implicitHeight + 8
    radius: Theme.radius
    color: problem ? Theme.dangerSoft : Theme.accentSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: 4
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
        PushButton {
            objectName: "composerBarAction"
            visible: root.action !== ""
            kind: "quiet"
            compact: true
            text: root.action
            foreground: Theme.link
            onClicked: root.acted()
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
