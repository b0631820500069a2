import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Privacy
import Deepwell.Style

// Every connection that the download helper ever made, newest first.
Column {
    id: root

    readonly property ConnectionList list: Privacy.connections

    spacing: Theme.space2

    Text {
        objectName: "connectionTotals"
        width: parent.width
        text: !root.list.known ? qsTr("Reading the record…") : root.list.count === 0
            ? qsTr("No connection is on record. When you search the hub or download a model, each one is listed here.")
            : qsTr("%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.", "", root.list.count).arg(root.list.received).arg(root.list.sent)
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: root.list.count === 0 ? Theme.text : Theme.textMuted
        font.pixelSize: Theme.small
    }
    Text {
        objectName: "connectionNotes"
        width: parent.width
        visible: text !== ""
        text: [root.list.incomplete ? qsTr("The record is not complete: there were connections that could not be written into it.") : "",
               root.list.problem !== "" ? qsTr("%1. Until it can be kept, nothing is searched for or downloaded.").arg(root.list.problem) : "",
               root.list.clearProblem,
               root.list.olderLeftOut ? qsTr("The record is long: older connections are not shown.") : "",
               root.list.damagedLines > 0 ? qsTr("%n line(s) of the record could not be read.", "", root.list.damagedLines) : ""]
            .filter(line => line !== "").join("\n")
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.warning
        font.pixelSize: Theme.small
    }
    Rectangle {
        width: parent.width
        height: Math.min(rows.contentHeight, 320) + 2
        visible: root.list.count > 0
        radius: Theme.radius
        color: Theme.surface
        border.width: 1
        border.color: Theme.border

        ListView {
            id: rows

            objectName: "connectionList"
            anchors.fill: parent
            anchors.margins: 1
            model: root.list
            clip: true
            reuseItems: true
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            ScrollBar.vertical: ScrollRail {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Connections")
            Keys.onUpPressed: flick(0, 600)
            Keys.onDownPressed: flick(0, -600)
            delegate: ConnectionRow { width: rows.width }
            FocusRing { control: rows; gap: 0 }
        }
    }
    PushButton {
        objectName: "clearConnections"
        visible: root.list.count > 0 || root.list.damagedLines > 0 || root.list.incomplete
        compact: true
        iconName: "trash"
        text: qsTr("Clear this list")
        onClicked: root.list.clear()
    }
}
