import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// How an answer was made: enough to make it again.
Sheet {
    id: root

    required property Receipt receipt
    property bool canRepeat: false
    signal copyRequested(string text)
    signal repeatRequested()

    objectName: "receiptSheet"
    width: Math.min(620, parent.width - 2 * Theme.space4)
    height: Math.min(parent.height - 2 * Theme.space4, column.implicitHeight + topPadding + bottomPadding)

    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true

            Text {
                Layout.fillWidth: true
                text: qsTr("How this answer was made")
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            IconButton {
                objectName: "closeReceipt"
                iconName: "close"
                text: qsTr("Close (Esc)")
                onClicked: root.close()
            }
        }
        ListView {
            id: rows

            objectName: "receiptRows"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 80
            implicitHeight: contentHeight
            clip: true
            spacing: Theme.space2
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 4000
            model: root.receipt
            activeFocusOnTab: true
            ScrollBar.vertical: ScrollRail {}
            delegate: Item {
                required property string name
                required property string value
                required property bool mono
                required property bool isLong
                readonly property bool stacked: width < 440
                readonly property bool foldable: isLong && words.implicitHeight > 140
                property bool folded: true

                width: ListView.view.width - 12
                implicitHeight: Math.max(label.implicitHeight, unfold.visible ? unfold.y + unfold.height : words.y + words.height)

                Text {
                    id: label

                    width: parent.stacked ? parent.width : 170
                    text: parent.name
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
                TextEdit {
                    id: words

                    objectName: parent.isLong ? "receiptPrompt" : ""
                    x: parent.stacked ? 0 : 182
                    y: parent.stacked ? label.implicitHeight : 0
                    width: parent.width - x
                    height: parent.foldable && parent.folded ? Math.ceil(6 * metrics.lineSpacing) : implicitHeight
                    clip: true
                    text: parent.value
                    textFormat: TextEdit.PlainText
                    readOnly: true
                    selectByMouse: true
                    wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
                    color: Theme.text
                    selectionColor: Theme.selection
                    selectedTextColor: Theme.text
                    font.family: parent.mono ? Theme.mono : Qt.application.font.family
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.StaticText
                    Accessible.name: label.text + ": " + text
                }
                FontMetrics { id: metrics; font: words.font }
                PushButton {
                    id: unfold

                    objectName: "unfoldPrompt"
                    visible: parent.foldable
                    x: words.x - 3
                    y: words.y + words.height + 2
                    compact: true
                    kind: "quiet"
                    iconName: parent.folded ? "unfold" : "fold"
                    text: parent.folded ? qsTr("Show all") : qsTr("Show less")
                    onClicked: parent.folded = !parent.folded
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            visible: root.receipt.otherModel !== "" && root.receipt.repeatable
            spacing: Theme.space2

            Icon {
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: 16
                Layout.preferredHeight: 16
                Layout.topMargin: 1
                name: "warning"
                color: Theme.warning
            }
            Text {
                objectName: "otherModel"
                Layout.fillWidth: true
                text: root.receipt.otherModel
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.small
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space1
            spacing: Theme.space2
            layoutDirection: Qt.RightToLeft  // as the buttons of other sheets

            PushButton {
                objectName: "repeatAnswer"
                visible: root.receipt.repeatable
                enabled: root.canRepeat
                iconName: "refresh"
                text: root.receipt.otherModel !== "" ? qsTr("Answer again with the loaded model") : qsTr("Answer again with this seed")
                onClicked: { root.close(); root.repeatRequested(); }
            }
            PushButton {
                objectName: "copyReceipt"
                iconName: "copy"
                text: qsTr("Copy")
                onClicked: root.copyRequested(root.receipt.text())
            }
        }
    }
}
